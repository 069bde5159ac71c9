"""Small parts that several pages are built of."""
