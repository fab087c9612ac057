"""The digits of the workbook: MNIST as the book loads it, and given weights of chapters 3 and 8."""
