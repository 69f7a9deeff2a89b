"""Readers fed with damaged files: nothing but an error of ocrfix may come of it, soon, and in little memory."""
