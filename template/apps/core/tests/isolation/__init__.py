"""Attacks of one workspace on another: that it sees, changes and learns nothing.

They are driven by the routes and the models, so a new entity is attacked without a word here.
Everywhere holds: another workspace's id is answered exactly like one that nobody has, the other
workspace's rows stay as they were, and the marks in its texts never come out.

Every attack is made in several situations (`situations.py`), among them with each of the two
walls removed, so that the other one is seen to hold alone.
"""
