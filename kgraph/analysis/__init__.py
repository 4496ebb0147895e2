"""Questions to finished architectures.

What differs, what is lost with what, what needs itself to start.
"""
