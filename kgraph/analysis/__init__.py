"""Questions to finished architectures: what differs, what is lost with what, what needs itself to start."""
