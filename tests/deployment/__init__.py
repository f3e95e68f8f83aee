"""The built images, brought up with Docker Compose and used as people use them."""
