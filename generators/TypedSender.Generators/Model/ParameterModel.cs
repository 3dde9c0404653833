namespace TypedSender.Generators.Model;

/// <summary>A parameter of a send method, as its implementation declares it.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="TypeName">Its full type name, with the question marks that the interface writes.</param>
/// <param name="Modifier">The attributes that it must repeat, and its modifier, with a space behind each; or nothing.</param>
/// <param name="NullCheck">Whether null is refused at the call.</param>
internal sealed record ParameterModel(string Name, string TypeName, string Modifier, NullCheck NullCheck);
