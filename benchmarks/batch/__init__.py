"""How batches stand kills, long runs and large folders."""
