"""Code of your own: README.md, "Your own code", names the places that updates leave alone."""
