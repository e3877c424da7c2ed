"""Writing a listing from facts alone: what can be said (points), what will be (plan), and how it reads (voices).

Nothing is said that the merchant did not say; the frames around the facts are data in assets/lexicon.
"""
