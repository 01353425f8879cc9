"""What every HTTP face of the house shares: routes that declare who may, problem+json, limits."""
