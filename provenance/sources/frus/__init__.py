"""Documents of *Foreign Relations of the United States* in their published web form."""
