"""What readers and writers of Word files share: the record of pieces and marks, and a file opened to be written in."""
