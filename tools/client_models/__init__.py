"""The parts of ``build_client_models.py``: what runs a library, and what is made of its runs."""
