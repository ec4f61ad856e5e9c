"""What developers of this project run. Nothing here is used in production."""
