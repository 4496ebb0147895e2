"""One module per format; the registry names them, none knows another."""
