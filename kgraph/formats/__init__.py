"""From a drawing to bytes: one module or folder a format; the registry names them, none knows another."""
