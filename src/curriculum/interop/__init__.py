"""Other programs' formats, read leniently and written exactly: one package a format."""
