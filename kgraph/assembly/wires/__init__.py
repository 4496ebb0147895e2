"""Where flows arise: in needs, in what is asked for or said, in patterns, on the ways of chains."""
