"""`make apply`: what genome.yml asks for now, brought into the project.

The update is rehearsed in a clone of the project, where Copier merges it with your edits and Django
writes the migrations. What came out of that is the plan; when you agree, exactly that is
transferred into your work tree. Until then nothing is touched. By hand:

    python -m tools.apply [--plan] [--yes] [--to VERSION] [--format text|json] [--quiet]
"""
