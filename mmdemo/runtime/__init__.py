"""What this machine can run: devices, memory, weights on disk, whose turn it is. Importing it loads nothing heavy."""
