# Typed like this it is in no history.
printf 'Client secret: '; read -rs CLIENT_SECRET; echo; export CLIENT_SECRET
