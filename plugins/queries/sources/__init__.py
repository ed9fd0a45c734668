"""Where look-ups get their data: providers, each a class with typed settings, and what guards the way to them."""
