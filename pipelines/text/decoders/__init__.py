"""What encoders and decoders do to bytes, half characters and unknown bytes included."""
