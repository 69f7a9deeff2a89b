"""How fast the review answers: a large batch made up, and a browser that uses it."""
