"""What goes into which document: from the record to the data of a Word document. Pure; the hands only print it."""
