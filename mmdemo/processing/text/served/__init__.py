"""A language model on a server: where it is, how it is asked, how its answer is read."""
