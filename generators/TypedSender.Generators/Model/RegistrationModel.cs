namespace TypedSender.Generators.Model;

/// <summary>The method that registers a sender with the services of an application.</summary>
/// <param name="Access">The accessibility of the method in C#: that of the interface.</param>
/// <param name="Type">The class that declares it.</param>
/// <param name="Method">Its name.</param>
internal sealed record RegistrationModel(string Access, string Type, string Method);
