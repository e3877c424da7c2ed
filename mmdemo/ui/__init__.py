"""The web page: the only package that imports gradio. It turns clicks into pipeline calls and kits into components."""
