"""The dataset as frozen values."""
