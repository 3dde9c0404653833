namespace TypedSender.Generators.Model;

/// <summary>The method that registers a sender with the services of an application.</summary>
/// <param name="Access">Who may call it, as C# writes it: whoever sees the interface.</param>
/// <param name="Type">The class that it stands in.</param>
/// <param name="Method">Its name.</param>
internal sealed record RegistrationModel(string Access, string Type, string Method);
