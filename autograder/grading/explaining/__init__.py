"""Why an answer is wrong, in words and pictures. Nothing here changes a mark."""
