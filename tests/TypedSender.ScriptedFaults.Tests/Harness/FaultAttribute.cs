namespace TypedSender.ScriptedFaults.Tests;

/// <summary>A test of one named fault; <see cref="FaultNames"/> lists the names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultAttribute : FactAttribute
{
    /// <param name="name">The name, as the list has it.</param>
    public FaultAttribute(string name)
    {
        Name = name;
        DisplayName = name;
    }

    /// <summary>The name of the fault.</summary>
    public string Name { get; }
}
