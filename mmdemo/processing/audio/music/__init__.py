"""The music under a product spot: composed from chords and patterns in assets/music, played by NumPy."""
