using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>The pragmas and directives that a generated file needs beside its code, so that it may name what the user's code names.</summary>
/// <param name="Aliases">The extern aliases of the assemblies whose types it names, in ordinal order.</param>
/// <param name="Diagnostics">The ids of the warnings that the user's attributes raise, in ordinal order.</param>
/// <param name="HasErrors">Whether something is obsolete as an error, which only code that is obsolete itself may use.</param>
internal sealed record RestrictionsModel(EquatableArray<string> Aliases, EquatableArray<string> Diagnostics, bool HasErrors);
