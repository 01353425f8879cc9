"""Whole stories over several services, each in one process and apart."""
