"""Where frames and blocks stand, before any arrow has its way."""
