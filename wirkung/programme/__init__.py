"""Programme file: the model, its loader and its JSON schema."""
