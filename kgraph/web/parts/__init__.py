"""The pieces that pages are made of; each `show` draws one, and returns what the page needs."""
