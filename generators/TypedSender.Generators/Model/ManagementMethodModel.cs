using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A method of a management interface that makes a request.</summary>
/// <param name="Interface">The full name of the interface that declares it.</param>
/// <param name="Modifiers">Its modifiers, each with a space behind it.</param>
/// <param name="Name">Its name, escaped, with its type parameters.</param>
/// <param name="ReturnType">Its return type in full, with how it is returned.</param>
/// <param name="Reply">How it returns the response.</param>
/// <param name="Parameters">Its parameters, in their order.</param>
/// <param name="Constraints">The constraints of its type parameters, each with a space before it.</param>
/// <param name="Operation">The operation as C# writes it.</param>
/// <param name="EntityType">The type of the entity as C# writes it; null if the request names none.</param>
/// <param name="Properties">The parameters that travel as application properties.</param>
/// <param name="Body">The parameter that is the body; null if there is none.</param>
/// <param name="Timeout">The parameter that is the time-out; null if there is none.</param>
/// <param name="Token">The parameter that cancels; null if there is none.</param>
/// <param name="StubRule">The rule that it breaks; null if it breaks none.</param>
internal sealed record ManagementMethodModel(
    string Interface,
    string Modifiers,
    string Name,
    string ReturnType,
    ReplyShape Reply,
    EquatableArray<ParameterModel> Parameters,
    string Constraints,
    string Operation,
    string? EntityType,
    EquatableArray<RequestValueModel> Properties,
    RequestValueModel? Body,
    string? Timeout,
    string? Token,
    string? StubRule);

/// <summary>A parameter that travels in a request.</summary>
/// <param name="Key">The application property as C# writes it; empty for the body.</param>
/// <param name="Name">The parameter, escaped.</param>
/// <param name="DisplayName">The parameter for people.</param>
/// <param name="Value">Its type; null if it is written by the type that it has at run time.</param>
internal sealed record RequestValueModel(string Key, string Name, string DisplayName, ValueModel? Value);
