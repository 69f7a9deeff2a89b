"""How long a dense page takes to be written."""
