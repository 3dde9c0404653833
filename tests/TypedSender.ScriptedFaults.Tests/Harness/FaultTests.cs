using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>What the classes of faults share: each method marked with <see cref="FaultAttribute"/> begins one case, breaks something, and ends the case.</summary>
public abstract class FaultTests(ITestOutputHelper output)
{
    /// <summary>Begins the case of the calling method: its clock stands still, and nothing is connected yet.</summary>
    private protected FaultCase Begin([CallerMemberName] string method = "")
        => new(GetType().GetMethod(method)!.GetCustomAttribute<FaultAttribute>()!.Name, output);
}
