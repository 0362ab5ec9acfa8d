# It asks for the secret, and keeps it for
# the workflows of this repository.
gh secret set CLIENT_SECRET
