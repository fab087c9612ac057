"""The digits of the workbook: MNIST as the book loads it, and the given weights of chapter 3."""
