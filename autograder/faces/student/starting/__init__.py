"""`zerotsuku start`: what a copy holds, and answers that move into a newer release."""
