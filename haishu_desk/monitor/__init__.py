"""What each item of a plan should come to by when, and how far it has come. Pure: numbers in, numbers and formulas out."""
