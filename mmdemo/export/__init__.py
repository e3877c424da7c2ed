"""The writers: one module a format, from a `Kit` to the bytes of a file. Same kit, same bytes."""
