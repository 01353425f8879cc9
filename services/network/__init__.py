"""Who learns together: people, the networks they learn in, and who takes part from which perspective."""
