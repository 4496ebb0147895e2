"""The ways of arrows around what stands, and the words on them."""
