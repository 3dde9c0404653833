using System.Reflection;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>The list and the tests agree.</summary>
public sealed class FaultNamesTests
{
    [Fact]
    public void Each_fault_of_the_list_has_exactly_one_test()
    {
        string[] tested = [.. typeof(FaultNames).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<FaultAttribute>())
            .Select(fault => fault.Name)];

        Assert.Equal(123, FaultNames.All.Distinct().Count());
        Assert.Equal(FaultNames.All.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }
}
