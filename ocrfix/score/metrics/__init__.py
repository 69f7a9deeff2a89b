"""The metrics, one file each. Every function takes a ``Pairing`` and returns a figure with its parts."""
