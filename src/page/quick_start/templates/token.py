# pip install requests
import os

import requests

answer = requests.post(
    "{{token_url}}",
    data={
        "grant_type": "client_credentials",
        "client_id": "{{client_id}}",
        "client_secret": os.environ["CLIENT_SECRET"],
        "scope": "read write",
    },
    timeout=30,
)
answer.raise_for_status()
token = answer.json()
print(f"A token for {token['expires_in']} seconds.")
