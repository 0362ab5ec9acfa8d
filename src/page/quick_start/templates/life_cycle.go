package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

const api = "{{apps_url}}"

func main() {
	// Get a token.
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {"{{client_id}}"},
		"client_secret": {os.Getenv("CLIENT_SECRET")},
		"scope":         {"read write"},
	}
	var token struct {
		AccessToken string `json:"access_token"`
	}
	call("POST", "{{token_url}}", "application/x-www-form-urlencoded", form.Encode(), "", &token)

	// List all applications.
	var list json.RawMessage
	call("GET", api, "", "", token.AccessToken, &list)
	fmt.Printf("Found %d bytes of applications\n", len(list))

	// Create one. Its secret may come only once:
	// store created.ClientSecret.
	var created struct {
		ID           json.Number `json:"id"`
		ClientSecret string      `json:"client_secret"`
	}
	call("POST", api, "application/json", `{"name": "Quick start"}`, token.AccessToken, &created)
	fmt.Println("Created", created.ID)

	// Delete it. Its tokens stop working.
	call("DELETE", api+created.ID.String()+"/", "", "", token.AccessToken, nil)
	fmt.Println("Deleted", created.ID)
}

func call(method, url, kind, body, token string, into any) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		log.Fatal(answer.Status, " ", string(text))
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			log.Fatal(err)
		}
	}
}
