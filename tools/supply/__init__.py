"""What the project rests on: the pins of requirements.lock with their licences and sums."""
