"""How the small networks in assets/weights are made."""
